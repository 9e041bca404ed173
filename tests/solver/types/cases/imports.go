// errorcheck

package p

import "a!b"            // ERROR `invalid import path \(invalid character U\+0021 '!'\)`
import "/abc"           // ERROR `could not import /abc \(import path cannot be absolute path\)`
import "a//b"           // ERROR `could not import a//b \(non-canonical import path "a//b" \(should be "a/b"\)\)`
import gone "some/gone" // ERROR `could not import some/gone`
import "some/missing"   // ERROR `could not import some/missing`

var _ = gone.X

func f(x missing.T) {}
