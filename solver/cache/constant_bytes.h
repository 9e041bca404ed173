// Exact constants as bytes.
#pragma once

#include "base/bytes.h"
#include "solver/types/constant.h"

namespace escdiff::cache {

void write_constant(ByteWriter& out, const types::ConstantValue& value);
// `damaged` becomes true when the bytes are no constant.
types::ConstantValue read_constant(ByteReader& in, bool& damaged);

}  // namespace escdiff::cache
