-- KEYS lock. ARGV lock key. Somebody else's stays.
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0
