package p

func f() int { var x, y = 1, 2; return x + y }
