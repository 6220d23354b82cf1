# What differs between any two runs: identity hashes, numbers of lambdas and threads, temporary directories, time stamps.
s/@[0-9a-f]{5,8}\b/@hash/g
s/\$\$Lambda(\$[0-9]+)?\/0x[0-9a-f]+/$$Lambda/g
s/junit-[0-9]+/junit-n/g
s/[A-Z][a-z]{2} [0-9]{1,2}, [0-9]{4} [0-9]{1,2}:[0-9]{2}:[0-9]{2} [AP]M/TIME/g
s/junit-timeout-thread-[0-9]+/junit-timeout-thread-n/g
