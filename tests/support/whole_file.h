#pragma once

#include <string>

namespace test {

/// All pieces of an export.
template <class Export>
[[nodiscard]] std::string wholeFile(Export file) {
    std::string text;
    for (auto piece = file.next(); !piece.empty(); piece = file.next()) text += piece;
    return text;
}

}  // namespace test
