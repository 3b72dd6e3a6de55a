#include "groupware/contacts/card_lines.h"

#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/vcard/entries.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace groupware::contacts {
namespace {

namespace vcard = formats::vcard;
using vcard::TextEntry;

constexpr std::string_view kMark = "X-YOKE-FIELD";
constexpr std::string_view kNoField = "none";
constexpr int kNone = 0;

/// A field and the types of its line. Of two with the same types the first takes the first line.
struct LineField {
    int column = 0;
    std::array<std::string_view, 2> types;
};
// Special ones first: a line is the first field of which it has all types.
constexpr std::array kTelephones{LineField{568, {"x-assistant", ""}}, LineField{545, {"x-callback", ""}},
                                 LineField{547, {"x-company", ""}},   LineField{567, {"x-ip", ""}},
                                 LineField{561, {"x-primary", ""}},   LineField{562, {"x-radio", ""}},
                                 LineField{563, {"x-telex", ""}},     LineField{564, {"x-ttytdd", ""}},
                                 LineField{564, {"textphone", ""}},   LineField{544, {"fax", "work"}},
                                 LineField{550, {"fax", "home"}},     LineField{554, {"fax", ""}},
                                 LineField{551, {"cell", ""}},        LineField{552, {"cell", ""}},
                                 LineField{546, {"car", ""}},         LineField{559, {"isdn", ""}},
                                 LineField{560, {"pager", ""}},       LineField{542, {"work", ""}},
                                 LineField{543, {"work", ""}},        LineField{548, {"home", ""}},
                                 LineField{549, {"home", ""}},        LineField{553, {"", ""}}};
constexpr std::array kMails{LineField{column::kEmail1, {"work", ""}}, LineField{column::kEmail2, {"home", ""}},
                            LineField{column::kEmail3, {"", ""}}};
constexpr std::array kMessengers{LineField{column::kMessenger1, {"work", ""}},
                                 LineField{column::kMessenger2, {"home", ""}}};

struct Family {
    std::string_view property;
    std::span<const LineField> fields;
    bool byOrder;  ///< lines without types of their own take what is left, in their order
};
constexpr std::array kFamilies{Family{"TEL", kTelephones, false}, Family{"EMAIL", kMails, true},
                               Family{"IMPP", kMessengers, true}};

bool isTelephoneFamily(const Family& family) {
    return family.property == "TEL";
}

std::vector<TextEntry> entriesOf(const vcard::Card& card, const Family& family) {
    return isTelephoneFamily(family) ? vcard::telephones(card) : vcard::textEntries(card, family.property);
}

void setEntries(vcard::Card& card, const Family& family, const std::vector<TextEntry>& entries) {
    if (isTelephoneFamily(family)) return vcard::setTelephones(card, entries);
    vcard::setTextEntries(card, family.property, entries);
}

bool hasTypes(const TextEntry& entry, const LineField& field) {
    return std::all_of(field.types.begin(), field.types.end(),
                       [&](std::string_view type) { return type.empty() || entry.labels.has(type); });
}

bool contains(std::span<const int> columns, int column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// What the line's mark says: a column of the family, kNone for "none"; nothing without a usable mark.
std::optional<int> markOf(const vcard::Card& card, const Family& family, const TextEntry& entry) {
    const auto* line = card.component().find(entry.origin);
    const auto mark = line == nullptr ? std::nullopt : line->parameter(kMark);
    if (!mark) return std::nullopt;
    if (formats::lines::equal(*mark, kNoField)) return kNone;
    const auto* const field = findField(formats::lines::lower(*mark));
    if (field == nullptr) return std::nullopt;
    const bool own = std::any_of(family.fields.begin(), family.fields.end(),
                                 [&](const LineField& each) { return each.column == field->column; });
    return own ? std::optional(field->column) : std::nullopt;
}

/// Which field each line of a family is.
class Assignment {
public:
    Assignment(const vcard::Card& card, const Family& family, const std::vector<TextEntry>& entries)
        : family_(family), entries_(entries), columns_(entries.size(), kNone), done_(entries.size(), false) {
        takeMarked(card);
        if (family.byOrder) {
            takeInOrder();
        } else {
            takeByTypes();
        }
    }
    [[nodiscard]] std::vector<int> take() { return std::move(columns_); }

private:
    void takeMarked(const vcard::Card& card) {
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            done_[i] = entries_[i].value.empty();
            const auto mark = done_[i] ? std::nullopt : markOf(card, family_, entries_[i]);
            if (!mark || (*mark != kNone && contains(columns_, *mark))) continue;
            columns_[i] = *mark;
            done_[i] = true;
        }
    }
    void takeByTypes() {
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (!done_[i]) columns_[i] = freeFieldFor(entries_[i]);
        }
    }
    /// The first free one among the fields with the types of the best match; kNone if all those are taken.
    [[nodiscard]] int freeFieldFor(const TextEntry& entry) const {
        const auto match = std::find_if(family_.fields.begin(), family_.fields.end(),
                                        [&](const LineField& field) { return hasTypes(entry, field); });
        for (auto at = match; at != family_.fields.end() && at->types == match->types; ++at) {
            if (!contains(columns_, at->column)) return at->column;
        }
        return kNone;
    }
    void takeInOrder() {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (!done_[i]) order.push_back(i);
        }
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
        for (const std::size_t i : order) {
            const auto free = std::find_if(family_.fields.begin(), family_.fields.end(),
                                           [&](const LineField& field) { return !contains(columns_, field.column); });
            if (free != family_.fields.end()) columns_[i] = free->column;
        }
    }
    [[nodiscard]] std::pair<std::ptrdiff_t, int> rank(std::size_t i) const {
        const auto& entry = entries_[i];
        const auto match = std::find_if(family_.fields.begin(), family_.fields.end(), [&](const LineField& field) {
            return !field.types[0].empty() && hasTypes(entry, field);
        });
        return {match - family_.fields.begin(), entry.labels.preference.value_or(vcard::kLeastPreference + 1)};
    }

    const Family& family_;
    const std::vector<TextEntry>& entries_;
    std::vector<int> columns_;
    std::vector<bool> done_;
};

std::vector<int> columnsOf(const vcard::Card& card, const Family& family, const std::vector<TextEntry>& entries) {
    return Assignment(card, family, entries).take();
}

TextEntry newEntry(const Family& family, int column, const std::string& value, vcard::Version version) {
    const bool v4 = version == vcard::Version::V40;
    const auto field = std::find_if(family.fields.begin(), family.fields.end(), [&](const LineField& each) {
        return each.column == column && (each.types[0] == "textphone") <= v4 && (each.types[0] == "x-ttytdd") <= !v4;
    });
    TextEntry entry{.value = value};
    for (const auto type : field->types) {
        if (!type.empty()) entry.labels.types.emplace_back(type);
    }
    return entry;
}

/// Marks lines until each is the field that it shall be. One mark may move other lines, so this repeats.
void mark(vcard::Card& card, const Family& family, const std::vector<int>& wanted) {
    for (std::size_t round = 0; round <= wanted.size(); ++round) {
        const auto entries = entriesOf(card, family);
        const auto columns = columnsOf(card, family, entries);
        if (columns == wanted) return;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (columns[i] == wanted[i]) continue;
            const std::string name(wanted[i] == kNone ? kNoField : findField(wanted[i])->name);
            card.component().find(entries[i].origin)->setParameter(kMark, {name});
        }
    }
}

void writeFamily(const Family& family, const Fields& change, vcard::Card& card) {
    auto entries = entriesOf(card, family);
    auto columns = columnsOf(card, family, entries);
    bool changed = false;
    for (const auto& [column, value] : change) {
        const bool own = std::any_of(family.fields.begin(), family.fields.end(),
                                     [column = column](const LineField& field) { return field.column == column; });
        if (!own) continue;
        changed = true;
        const auto at = std::find(columns.begin(), columns.end(), column) - columns.begin();
        if (at == std::ssize(columns)) {
            if (value.empty()) continue;
            entries.push_back(newEntry(family, column, value, card.version()));
            columns.push_back(column);
        } else if (value.empty()) {
            entries.erase(entries.begin() + at);
            columns.erase(columns.begin() + at);
        } else {
            entries[static_cast<std::size_t>(at)].value = value;
        }
    }
    if (!changed) return;
    setEntries(card, family, entries);
    mark(card, family, columns);
}

}  // namespace

void readLines(const vcard::Card& card, Fields& fields) {
    for (const auto& family : kFamilies) {
        const auto entries = entriesOf(card, family);
        const auto columns = columnsOf(card, family, entries);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (columns[i] != kNone) fields[columns[i]] = entries[i].value;
        }
    }
}

void writeLines(const Fields& change, vcard::Card& card) {
    for (const auto& family : kFamilies) writeFamily(family, change, card);
}

bool isTelephone(int column) {
    return std::any_of(kTelephones.begin(), kTelephones.end(),
                       [column](const LineField& field) { return field.column == column; });
}

std::vector<std::string> mailAddresses(const vcard::Card& card) {
    std::vector<std::string> addresses;
    for (auto& entry : vcard::textEntries(card, "EMAIL")) {
        if (!entry.value.empty()) addresses.push_back(std::move(entry.value));
    }
    return addresses;
}

}  // namespace groupware::contacts
