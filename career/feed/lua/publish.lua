-- KEYS log, meta, done. ARGV body, size, ttl, meta ttl, candidate epoch, pub/sub channel, done ttl (0: no key).
-- Returns {offset, epoch, repeated}.
local remember = tonumber(ARGV[7])
if remember > 0 then
  local done = redis.call('HMGET', KEYS[3], 'e', 's')
  if done[1] then return {tonumber(done[2]), done[1], 1} end
end
local epoch = redis.call('HGET', KEYS[2], 'e')
if not epoch then
  epoch = ARGV[5]
  redis.call('HSET', KEYS[2], 'e', epoch)
end
local offset = redis.call('HINCRBY', KEYS[2], 's', 1)
redis.call('EXPIRE', KEYS[2], ARGV[4])
-- The first of a new count: a log that is still there belongs to a meta that vanished.
if offset == 1 then redis.call('DEL', KEYS[1]) end
local number = string.format('%.0f', offset)
redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[2], number .. '-0', 'd', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('PUBLISH', ARGV[6], number .. ':' .. epoch .. ':' .. ARGV[1])
if remember > 0 then
  redis.call('HSET', KEYS[3], 'e', epoch, 's', number)
  redis.call('EXPIRE', KEYS[3], ARGV[7])
end
return {offset, epoch, 0}
