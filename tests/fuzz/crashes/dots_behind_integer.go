package p
var _=int(0/**/...)
var _ = 1 .x + 0 .(int)
