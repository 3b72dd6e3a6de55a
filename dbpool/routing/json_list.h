#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dbpool {

/// A JSON array for JSON_TABLE: how any number of rows goes to the server in one bound value.
class JsonList {
public:
    /// Begins the next row.
    JsonList& row();
    JsonList& add(std::int64_t number);
    /// @param text  UTF-8
    JsonList& add(std::string_view text);
    JsonList& addNull();

    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    [[nodiscard]] std::string text() const;

private:
    void separate();

    std::string text_;
    bool begun_ = false;
};

}  // namespace dbpool
