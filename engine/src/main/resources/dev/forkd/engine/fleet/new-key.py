import fcntl, struct, sys
fresh = bytes.fromhex(sys.argv[1])
with open("/dev/urandom", "r+b", 0) as device:
    fcntl.ioctl(device, 0x40085203, struct.pack("ii%ds" % len(fresh), 8 * len(fresh), len(fresh), fresh))
    fcntl.ioctl(device, 0x5207)
