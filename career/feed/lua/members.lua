-- KEYS here, seen. Forgets the clients whose time is over, and returns the others with their infos.
for _, client in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', redis.call('TIME')[1])) do
  redis.call('ZREM', KEYS[2], client)
  redis.call('HDEL', KEYS[1], client)
end
return redis.call('HGETALL', KEYS[1])
