package p // a line
/* a block
 */
//line x.go:10:2
const (
	a, b = 0b1_0 + 0o17 + 0xFF + 1e3 + .5i + 0x1.8p-2, "\x41\u00e9\U0001F600\n" + `raw`
	c    = '\'' + '世' + iota
)

var ü = [...]struct{ x, y int }{{1, 2}, 1: {y: 3}}
