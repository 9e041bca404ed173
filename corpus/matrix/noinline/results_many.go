package p

func f(a, b, c, d, e, g, h, i, j *int) (r0, r1, r2, r3, r4, r5, r6, r7, r8 *int) {
	return a, b, c, d, e, g, h, i, j
}
