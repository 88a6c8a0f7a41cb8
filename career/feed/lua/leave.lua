-- KEYS here, seen. ARGV client. Returns 1 when it was there.
redis.call('ZREM', KEYS[2], ARGV[1])
return redis.call('HDEL', KEYS[1], ARGV[1])
