#pragma once

#include <set>
#include <string>
#include <string_view>

namespace groupware::formats::zip {

/// Names of the entries of one archive: all different, none leads out of the directory where it is unpacked.
class EntryNames {
public:
    /// @return `name`, made harmless and different from all that were given before
    [[nodiscard]] std::string add(std::string_view name);

private:
    std::set<std::string> taken_;
};

}  // namespace groupware::formats::zip
