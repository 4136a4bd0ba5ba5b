local n = tonumber(ARGV[1]) * 2
redis.call('SET', KEYS[1], n)
return n
