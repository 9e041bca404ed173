package p

func f(a, b, c, d int) int { return a + b*c - d + a*b - c*d + a - b + c - d + a*c - b*d + a + b + c + d + a*d - b + c*a - d*a + a }
