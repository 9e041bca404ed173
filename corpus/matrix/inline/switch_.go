package p

func f(i int) int { switch i { case 1: return 5; case 2: return 7 }; return 0 }
