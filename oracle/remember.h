// Facts about toolchains that are costly to find out, kept between runs as long as the files they come from
// stay as they are.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace escdiff::oracle {

// What `compute` gives, or gave in an earlier run when `paths` have not changed since. An empty text is not
// kept.
std::string remember(const std::string& key, const std::vector<std::string>& paths,
                     const std::function<std::string()>& compute);

}  // namespace escdiff::oracle
