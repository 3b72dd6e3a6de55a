#pragma once

#include "groupware/api/listing.h"
#include "groupware/formats/json/writer.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::api {

/// One field of an object type as clients know it: by number in lists, by name in objects.
template <class T>
struct Column {
    int id = 0;
    std::string_view name;  ///< a literal
    ColumnType type = ColumnType::Text;
    std::function<formats::json::Value(const T&)> value;  ///< times in UTC; empty = null
};

/// The fields of an object type. Drives `columns`, `sort` and whole objects. Immutable; thread-safe.
template <class T>
class ColumnSet {
public:
    explicit ColumnSet(std::vector<Column<T>> columns) : columns_(std::move(columns)) {
        std::sort(columns_.begin(), columns_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
        const auto twice = std::adjacent_find(columns_.begin(), columns_.end(),
                                              [](const auto& a, const auto& b) { return a.id == b.id; });
        if (twice != columns_.end()) throw std::logic_error("column id used twice");
    }

    [[nodiscard]] const Column<T>* find(int id) const {
        const auto found = std::lower_bound(columns_.begin(), columns_.end(), id,
                                            [](const auto& column, int wanted) { return column.id < wanted; });
        return found == columns_.end() || found->id != id ? nullptr : &*found;
    }

    [[nodiscard]] std::optional<int> idOf(std::string_view name) const {
        const auto found =
            std::find_if(columns_.begin(), columns_.end(), [name](const auto& column) { return column.name == name; });
        return found == columns_.end() ? std::nullopt : std::optional(found->id);
    }

    /// One object as the listing asks for it: an array in the order of its columns, null for what the object does not
    /// have and for unknown ids; or an object of these fields. Written already: lists are long.
    [[nodiscard]] formats::json::Value row(const T& object, const Listing& listing,
                                           const LocalTime& localTime = nullptr) const {
        formats::json::Writer writer;
        if (listing.objects) {
            writer.beginObject();
            for (const int id : listing.columns) writer.member(find(id)->name, cell(object, id, localTime));
            writer.endObject();
        } else {
            writer.beginArray();
            for (const int id : listing.columns) writer.value(cell(object, id, localTime));
            writer.endArray();
        }
        return writer.written();
    }

    /// One object with every field that is not null.
    [[nodiscard]] formats::json::Object::Ptr object(const T& object, const LocalTime& localTime = nullptr) const {
        auto all = formats::json::makeObject();
        for (const auto& column : columns_) {
            const auto value = toWire(column.type, column.value(object), localTime);
            if (!value.isEmpty()) all->set(std::string(column.name), value);
        }
        return all;
    }

    /// A whole answer to `all`, `list` or `search`: sorted, cut, one row per object. Objects that compare equal keep
    /// their order.
    /// @throws CodedError SVL-0010 for an unknown sort column: it would be an order that nobody asked for
    [[nodiscard]] formats::json::Array::Ptr rows(std::vector<T> objects, const Listing& listing,
                                                 const LocalTime& localTime = nullptr) const {
        sort(objects, listing);
        const auto [begin, end] = listing.window(objects.size());
        auto all = formats::json::makeArray();
        for (std::size_t i = begin; i < end; ++i) all->add(row(objects[i], listing, localTime));
        return all;
    }

private:
    [[nodiscard]] formats::json::Value cell(const T& object, int id, const LocalTime& localTime) const {
        const auto* column = find(id);
        return column == nullptr ? formats::json::Value() : toWire(column->type, column->value(object), localTime);
    }

    void sort(std::vector<T>& objects, const Listing& listing) const {
        if (!listing.sort) return;
        const auto* column = find(*listing.sort);
        if (column == nullptr) throwUnknownSort(*listing.sort);
        std::stable_sort(objects.begin(), objects.end(), [&](const T& a, const T& b) {
            return listing.descending ? wireLess(column->value(b), column->value(a))
                                      : wireLess(column->value(a), column->value(b));
        });
    }

    std::vector<Column<T>> columns_;
};

/// What a call asks of a list of these columns; see parseListing() in listing.h.
template <class T>
[[nodiscard]] Listing parseListing(const Call& call, const ColumnSet<T>& columns) {
    return parseListing(call, ColumnByName([&columns](std::string_view name) { return columns.idOf(name); }));
}

}  // namespace groupware::api
