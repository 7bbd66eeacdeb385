"""Records in the log."""

import io
import os
import select
import subprocess
import sys
import unittest

from gateway import PATH
from _gateway_worker import log, wsgi


class Log(unittest.TestCase):
    MARK = b"\x1e0123"

    def pieces(self, do):
        reader, writer = os.pipe()
        with os.fdopen(reader, "rb") as pipe:
            do(log.Records(self.MARK), writer)
            os.close(writer)
            data = pipe.read()
        while data:
            self.assertTrue(data.startswith(self.MARK))
            head = log.Records.HEAD
            pid, number, kind, last, size = head.unpack_from(data, len(self.MARK))
            begin = len(self.MARK) + head.size
            self.assertLessEqual(begin + size, select.PIPE_BUF)
            yield pid, number, chr(kind), last, data[begin : begin + size]
            data = data[begin + size :]

    def test_record_in_pieces(self):
        text = "é" * 20_000
        pieces = list(self.pieces(lambda records, writer: records.write(writer, records.TEXT, text.encode())))
        self.assertEqual(b"".join(piece[4] for piece in pieces).decode(), text)
        self.assertEqual({piece[:3] for piece in pieces}, {(os.getpid(), 0, "T")})
        self.assertEqual([piece[3] for piece in pieces], [0] * (len(pieces) - 1) + [1])

    def test_what_is_printed_at_once_is_one_record(self):
        def prints(records, writer):
            output = log.text_output(records, writer, "<stdout>")
            print("for bob\nLOGIN OK", file=output)
            output.write("no end yet")
            output.flush()
            self.assertEqual((output.fileno(), output.encoding, output.name, output.isatty()), (writer, "utf-8", "<stdout>", False))

        pieces = [piece[4] for piece in self.pieces(prints)]
        self.assertEqual(pieces, [b"for bob\nLOGIN OK", b"\n", b"no end yet"])

    def after(self, statement):
        """Returns what a process prints that has begun its log, and does this then."""
        code = "import sys\nsys.path[:0] = [%r]\nfrom _gateway_worker import log, wsgi\nlog.log_by(b'')\n%s"
        code %= (PATH, statement)
        ran = subprocess.run([sys.executable, "-B", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        return ran.stdout

    def test_streams_outlive_what_apps_do_to_them(self):
        begin = "import codecs, contextlib, gc, io\nerrors = wsgi.constants(1)['wsgi.errors']\n"
        for line in (
            "sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8'); gc.collect()",
            "sys.stdout = codecs.getwriter('utf-8')(sys.stdout.detach())",
            "sys.stdout = codecs.getwriter('utf-8')(sys.stdout.buffer); gc.collect()",
            "sys.stdout.close()",
            "with sys.stdout: pass",
            "sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__",
            "io.TextIOWrapper(errors.buffer)",
            "with contextlib.closing(errors): pass",
            "sys.stderr.close(); sys.stdout.buffer.close()",
        ):
            end = "\nprint('printed', flush=True)\nerrors.write('complained\\n')\nlog.complain('own')"
            said = self.after(begin + line + end)
            for word in (b"printed", b"complained", b"own"):
                self.assertIn(word, said, line)

    def test_errors_of_requests_cannot_be_taken_apart(self):
        with self.assertRaises(io.UnsupportedOperation):
            wsgi.constants(1)["wsgi.errors"].detach()

    def test_end_of_a_process_is_a_piece_on_both_outputs(self):
        said = self.after("import os\nlog.GatewayHandler.records.ended(7)\nos.close(1)\nlog.GatewayHandler.records.ended(8)")
        self.assertEqual(said, b"".join(log.Records.HEAD.pack(pid, 0, ord("E"), 1, 0) for pid in (7, 7, 8)))

    def test_complaint_that_nobody_can_read_is_none(self):
        said = self.after("import os\nos.close(2)\nlog.complain('x')\nprint('goes on')")
        self.assertIn(b"goes on", said)

    def test_logger_of_a_client_cannot_end_its_name(self):
        def logs(records, _):
            records.write = lambda descriptor, kind, data: found.append((descriptor, chr(kind), data))
            records.log(30, "x\x1f50\n", "text\x1f")

        found = []
        list(self.pieces(logs))
        self.assertEqual(found, [(2, "L", b"30\x1fx?50?\x1ftext\x1f")])


if __name__ == "__main__":
    unittest.main()
