-- KEYS meta. ARGV expected epoch, new epoch. Returns 1 when it was replaced; offsets go on.
if redis.call('HGET', KEYS[1], 'e') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'e', ARGV[2])
return 1
