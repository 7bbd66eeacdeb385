"""What a calendar program does with a CalDAV server, by python3-caldav; prints what came of it. Argument: the address."""

import datetime
import sys

import caldav

EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//EN
BEGIN:VEVENT
UID:event-%(day)d@example.org
DTSTAMP:20260101T000000Z
DTSTART:202601%(day)02dT100000Z
DTEND:202601%(day)02dT110000Z
SUMMARY:F\u00eate no. %(day)d
END:VEVENT
END:VCALENDAR
"""


def main(address):
    client = caldav.DAVClient(address, username="me", password="secret")
    me = client.principal()
    print("principal", me.url)
    calendar = me.make_calendar(name="F\u00eates", cal_id="days")
    print("calendar", calendar.url, calendar.name)
    for day in range(1, 21):
        calendar.save_event(EVENT % {"day": day})
    print("all", summaries(calendar.events()))
    found = calendar.date_search(datetime.datetime(2026, 1, 5), datetime.datetime(2026, 1, 8))
    print("from the 5th to the 7th", summaries(found))
    event = calendar.event_by_uid("event-6@example.org")
    event.vobject_instance.vevent.summary.value = "\u00c9piphanie"
    event.save()
    print("changed", summaries([calendar.event_by_uid("event-6@example.org")]))
    event.delete()
    print("deleted", len(calendar.events()), "are left")
    try:
        calendar.event_by_uid("event-6@example.org")
        print("still found")
    except caldav.error.NotFoundError:
        print("not found")
    print("calendars", [str(one.url) for one in me.calendars()])
    calendar.delete()
    print("calendars", [str(one.url) for one in me.calendars()])


def summaries(events):
    return sorted(event.vobject_instance.vevent.summary.value for event in events)


main(sys.argv[1])
