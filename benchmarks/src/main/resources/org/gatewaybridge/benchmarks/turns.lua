-- Contestants take turns of milliseconds under one load, forth and back, so that what slows the machine
-- slows them all. Arguments: the length of a turn in milliseconds, the server's process, the paths.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanos; } instant;
  int clock_gettime(int clock, instant *into);
]]

local now = ffi.new("instant")
local order, length, stat = {}, 0, ""
local turn, count, began, ends, used = 0, 0, 0, 0, 0
turns = {} -- global: done() asks for it

local function micros()
  ffi.C.clock_gettime(1, now) -- CLOCK_MONOTONIC
  return tonumber(now.seconds) * 1e6 + tonumber(now.nanos) / 1e3
end

local function ticks() -- proc(5): utime and stime
  local file = io.open(stat)
  local user, system = file:read("*a"):match(".*%) " .. ("%S+ "):rep(11) .. "(%d+) (%d+)")
  file:close()
  return user + system
end

function init(args)
  length = args[1] * 1000
  stat = "/proc/" .. args[2] .. "/stat"
  local last = #args - 2
  for i = 1, last do
    order[i] = { number = i - 1, request = wrk.format("GET", args[i + 2]) }
    order[2 * last + 1 - i] = order[i]
  end
end

local function begin(time)
  if turn > 0 then
    local spent = ticks() - used
    turns[#turns + 1] = string.format("TURN %d %d %.0f %d", order[turn].number, count, time - began, spent)
  end
  turn = turn % #order + 1
  used = ticks()
  count = 0
  began = micros()
  ends = began + length
end

function request()
  local time = micros()
  if time >= ends then
    begin(time)
  end
  count = count + 1
  return order[turn].request
end

local worker
function setup(thread)
  worker = thread
end

local facts = done
done = function(...)
  facts(...)
  for _, line in ipairs(worker:get("turns")) do
    print(line)
  end
end
