package p

import "reflect"

func f(p any) reflect.Value {
	return reflect.ValueOf(p)
}
