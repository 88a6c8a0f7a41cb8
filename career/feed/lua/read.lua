-- KEYS log, meta. ARGV start ('none', 'end' or an offset), limit (-1: all), reverse (1 or 0), candidate epoch,
-- meta ttl. Returns {top, epoch, entries}.
local epoch = redis.call('HGET', KEYS[2], 'e')
if not epoch then
  epoch = ARGV[4]
  redis.call('HSET', KEYS[2], 'e', epoch)
  -- A log without its meta has offsets of an epoch that nobody can name any more.
  redis.call('DEL', KEYS[1])
end
redis.call('EXPIRE', KEYS[2], ARGV[5])
local top = tonumber(redis.call('HGET', KEYS[2], 's') or 0)
local start, limit, entries = ARGV[1], tonumber(ARGV[2]), {}
if start ~= 'none' and limit ~= 0 then
  local command, from, to = 'XRANGE', '-', '+'
  if ARGV[3] == '1' then command, from, to = 'XREVRANGE', '+', '-' end
  -- An offset is left out itself; '(' means so, and below the first there is nothing.
  if start ~= 'end' then from = '(' .. start .. '-0' end
  if limit < 0 then
    entries = redis.call(command, KEYS[1], from, to)
  else
    entries = redis.call(command, KEYS[1], from, to, 'COUNT', limit)
  end
end
return {top, epoch, entries}
