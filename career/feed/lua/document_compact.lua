-- KEYS lock, snap, log. ARGV lock key, last that was loaded, snapshot, last that it contains, the id after that,
-- ttl. Returns 1 when the snapshot is in place.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if (redis.call('HGET', KEYS[2], 'last') or '0-0') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[2], 'u', ARGV[3], 'last', ARGV[4])
redis.call('EXPIRE', KEYS[2], ARGV[6])
redis.call('XTRIM', KEYS[3], 'MINID', ARGV[5])
-- Kept although empty: without its last id, the next entry could get one that a cursor has passed.
if redis.call('XLEN', KEYS[3]) == 0 then redis.call('EXPIRE', KEYS[3], ARGV[6]) end
return 1
