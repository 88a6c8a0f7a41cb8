-- KEYS text, stop. ARGV attempt, text, offset, epoch, at, ttl. Returns {stop, newest attempt}.
local newest = tonumber(redis.call('HGET', KEYS[1], 'attempt') or 0)
if tonumber(ARGV[1]) >= newest then
  newest = tonumber(ARGV[1])
  redis.call('HSET', KEYS[1], 'attempt', ARGV[1], 'text', ARGV[2], 's', ARGV[3], 'e', ARGV[4], 'at', ARGV[5])
  redis.call('EXPIRE', KEYS[1], ARGV[6])
end
return {redis.call('EXISTS', KEYS[2]), newest}
