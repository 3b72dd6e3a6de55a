#include "dbpool/driver/result_copy.h"

#include "dbpool/driver/row_buffer.h"

#include <cppconn/datatype.h>
#include <cppconn/resultset_metadata.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace dbpool {
namespace {

enum class Shape { Integer, Unsigned, Real, Octets };

Shape shapeOf(sql::ResultSetMetaData& columns, unsigned int column) {
    switch (columns.getColumnType(column)) {
        case sql::DataType::BIT:
        case sql::DataType::TINYINT:
        case sql::DataType::SMALLINT:
        case sql::DataType::MEDIUMINT:
        case sql::DataType::INTEGER:
        case sql::DataType::YEAR: return Shape::Integer;
        case sql::DataType::BIGINT: return columns.isSigned(column) ? Shape::Integer : Shape::Unsigned;
        case sql::DataType::REAL:
        case sql::DataType::DOUBLE: return Shape::Real;
        default: return Shape::Octets;
    }
}

void addUnsigned(RowBuffer& buffer, std::uint64_t number) {
    if (number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        buffer.add(static_cast<std::int64_t>(number));
    } else {
        buffer.add(std::string_view(std::to_string(number)));  // integer() refuses it, text() shows it
    }
}

void addCell(RowBuffer& buffer, sql::ResultSet& result, unsigned int column, Shape shape) {
    if (result.isNull(column)) {
        buffer.addNull();
        return;
    }
    switch (shape) {
        case Shape::Integer: buffer.add(std::int64_t{result.getInt64(column)}); return;
        case Shape::Unsigned: addUnsigned(buffer, result.getUInt64(column)); return;
        case Shape::Real:
            // Not by getString: it would round to six decimals.
            buffer.add(static_cast<double>(result.getDouble(column)));
            return;
        case Shape::Octets:
            const sql::SQLString octets = result.getString(column);
            buffer.add(std::string_view(octets.c_str(), octets.length()));
            return;
    }
}

std::unique_ptr<RowBuffer> cellsOf(sql::ResultSet& result) {
    auto& columns = *result.getMetaData();  // owned by the result
    const unsigned int count = columns.getColumnCount();
    std::vector<Shape> shapes;
    shapes.reserve(count);
    for (unsigned int column = 1; column <= count; ++column) shapes.push_back(shapeOf(columns, column));

    auto buffer = std::make_unique<RowBuffer>(count);
    while (result.next()) {
        for (unsigned int column = 1; column <= count; ++column) addCell(*buffer, result, column, shapes[column - 1]);
    }
    return buffer;
}

}  // namespace

Rows copyOf(sql::ResultSet& result) {
    return Rows(cellsOf(result));
}

Rows copyWithNames(sql::ResultSet& result) {
    auto buffer = cellsOf(result);
    auto& columns = *result.getMetaData();
    std::vector<std::string> names;
    for (unsigned int column = 1; column <= columns.getColumnCount(); ++column) {
        names.emplace_back(columns.getColumnLabel(column).asStdString());
    }
    buffer->setNames(std::move(names));
    return Rows(std::move(buffer));
}

}  // namespace dbpool
