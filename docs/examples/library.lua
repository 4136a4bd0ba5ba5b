#!lua name=mylib
redis.register_function('double', function(keys, args)
    return tonumber(args[1]) * 2
end)
