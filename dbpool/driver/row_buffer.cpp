#include "dbpool/driver/row_buffer.h"

namespace dbpool {

void RowBuffer::add(std::string_view octets) {
    cells_.emplace_back(Span{.offset = octets_.size(), .length = octets.size()});
    octets_.append(octets);
}

RowBuffer::Cell RowBuffer::at(std::size_t row, std::size_t column) const {
    const Stored& stored = cells_[row * columns_ + column];
    if (const auto* number = std::get_if<std::int64_t>(&stored)) return *number;
    if (const auto* number = std::get_if<double>(&stored)) return *number;
    if (const auto* span = std::get_if<Span>(&stored)) {
        return std::string_view(octets_).substr(span->offset, span->length);
    }
    return {};
}

}  // namespace dbpool
