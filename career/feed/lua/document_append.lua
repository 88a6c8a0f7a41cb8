-- KEYS log. ARGV update, author, pub/sub channel, most entries. Returns the number of entries, -1 when full.
local count = redis.call('XLEN', KEYS[1])
if count >= tonumber(ARGV[4]) then return -1 end
redis.call('XADD', KEYS[1], '*', 'u', ARGV[1], 'by', ARGV[2])
-- An empty log may be on its way out; one with something in it stays until that is merged.
redis.call('PERSIST', KEYS[1])
redis.call('PUBLISH', ARGV[3], 'u')
return count + 1
