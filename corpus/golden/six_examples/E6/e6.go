package examples

import "fmt"

// E6 passes an int to a variadic function.
func E6(x int) {
	fmt.Println(x)
}
