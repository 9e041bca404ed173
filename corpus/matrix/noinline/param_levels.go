package p

func f(a ****int) int { return ****a }
func g1(a **int) *int { return *a }
func g2(a ***int) *int { return **a }
func g3(a ****int) *int { return ***a }
