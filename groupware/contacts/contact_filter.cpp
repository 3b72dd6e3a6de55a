#include "groupware/contacts/contact_filter.h"

#include "groupware/base/error.h"
#include "groupware/contacts/search_pattern.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace groupware::contacts {
namespace {

namespace json = formats::json;
using Holds = std::function<bool(const Contact&)>;

constexpr std::size_t kMostTerms = 200;
constexpr std::string_view kFolder = "folder_id";

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, value);
    if (text.empty() || failure != std::errc{} || rest != end) return std::nullopt;
    return value;
}

/// -1, 0 or 1; numbers by value, all else as text.
int compare(std::string_view a, std::string_view b) {
    const auto x = number(a);
    const auto y = number(b);
    if (x && y) return *x < *y ? -1 : (*x > *y ? 1 : 0);
    const int order = formats::lines::lower(a).compare(formats::lines::lower(b));
    return order < 0 ? -1 : (order > 0 ? 1 : 0);
}

bool equal(std::string_view value, const std::string& wanted) {
    if (wanted.find_first_of("*?") != std::string::npos) return matches(value, wanted, false);
    return compare(value, wanted) == 0;
}

bool holdsFor(std::string_view verb, std::string_view value, const std::string& wanted) {
    if (verb == "=") return equal(value, wanted);
    if (verb == "<>") return !equal(value, wanted);
    const int order = compare(value, wanted);
    if (verb == "<") return order < 0;
    if (verb == ">") return order > 0;
    return verb == "<=" ? order <= 0 : order >= 0;
}

Holds negated(Holds term) {
    return [term = std::move(term)](const Contact& contact) { return !term(contact); };
}

class Reader {
public:
    Holds term(const json::Value& value) {
        if (++terms_ > kMostTerms)
            throw Error(ErrorCode::TooLarge, "search of too many terms", "The search has too many terms.");
        const auto list = json::requireArray(value, "a search term");
        if (list->size() == 0) refuse("A search term is empty.");
        const auto verb = formats::lines::lower(json::textOf(list->get(0), "an operator"));
        if (verb == "and" || verb == "or") return several(*list, verb == "and");
        if (verb == "not") {
            if (list->size() != 2) refuse("The operator \"not\" takes one term.");
            return negated(term(list->get(1)));
        }
        constexpr std::array<std::string_view, 6> kVerbs{"=", "<>", "<", ">", "<=", ">="};
        if (std::find(kVerbs.begin(), kVerbs.end(), verb) == kVerbs.end())
            refuse("The search has an unknown operator.");
        return comparison(*list, verb);
    }

private:
    Holds several(const json::Array& list, bool all) {
        std::vector<Holds> terms;
        for (std::size_t i = 1; i < list.size(); ++i) terms.push_back(term(list.get(static_cast<unsigned>(i))));
        return [terms = std::move(terms), all](const Contact& contact) {
            const auto holds = [&](const Holds& each) { return each(contact); };
            return all ? std::all_of(terms.begin(), terms.end(), holds)
                       : std::any_of(terms.begin(), terms.end(), holds);
        };
    }
    static Holds comparison(const json::Array& list, const std::string& verb) {
        if (list.size() != 3) refuse("A comparison takes a field and a value.");
        const auto field = json::text(*json::requireObject(list.get(1), "a field"), "field");
        if (!field || !filterValue(Contact{}, *field)) refuse("The search names an unknown field.");
        const auto wanted = json::textOf(list.get(2), "a value");
        return [name = *field, wanted, verb](const Contact& contact) {
            return holdsFor(verb, filterValue(contact, name).value_or(""), wanted);
        };
    }

    std::size_t terms_ = 0;
};

/// The folder of `["=", {"field": "folder_id"}, "31"]`.
std::optional<FolderId> folderOf(const json::Value& value) {
    if (value.type() != typeid(json::Array::Ptr)) return std::nullopt;
    const auto& list = value.extract<json::Array::Ptr>();
    if (list->size() != 3 || list->get(0).toString() != "=") return std::nullopt;
    if (json::text(*json::requireObject(list->get(1), "a field"), "field") != kFolder) return std::nullopt;
    const auto id = number(json::textOf(list->get(2), "a value"));
    return id ? std::optional(FolderId{*id}) : std::nullopt;
}

/// Folders that the term as a whole demands: itself, one of an `and`, or all of an `or` inside of it.
std::vector<FolderId> foldersOf(const json::Value& value) {
    if (const auto folder = folderOf(value)) return {*folder};
    const auto list = json::requireArray(value, "a search term");
    const auto verb = formats::lines::lower(list->get(0).toString());
    std::vector<FolderId> folders;
    for (std::size_t i = 1; i < list->size() && (verb == "and" || verb == "or"); ++i) {
        auto inner = foldersOf(list->get(static_cast<unsigned>(i)));
        if (verb == "and" && !inner.empty()) return inner;
        if (verb == "or" && inner.empty()) return {};
        folders.insert(folders.end(), inner.begin(), inner.end());
    }
    return verb == "or" ? folders : std::vector<FolderId>{};
}

/// What a contact has besides its fields.
std::optional<std::string> otherValue(const Contact& contact, std::string_view name) {
    if (name == "id") return std::to_string(contact.id.value);
    if (name == kFolder) return std::to_string(contact.folder.value);
    if (name == "created_by") return std::to_string(contact.createdBy.value);
    if (name == "modified_by") return std::to_string(contact.changedBy.value);
    if (name == "creation_date") return std::to_string(contact.createdAt.time_since_epoch().count());
    if (name == "last_modified") return std::to_string(contact.seq.value);
    if (name == "uid") return contact.uid;
    if (name == "user_id") return contact.user == UserId{} ? std::string() : std::to_string(contact.user.value);
    if (name == "mark_as_distributionlist") return contact.isList ? "true" : "false";
    if (name == "number_of_images") return contact.hasPicture ? "1" : "0";
    if (name == "useCount") return std::to_string(contact.useCount);
    return std::nullopt;
}

}  // namespace

std::optional<std::string> filterValue(const Contact& contact, std::string_view name) {
    const auto* field = findField(name);
    if (field == nullptr) return otherValue(contact, name);
    const auto& value = valueOf(contact.fields, field->column);
    if (field->kind != FieldKind::Date) return value;
    const auto day = dateMilliseconds(value);
    return day ? std::to_string(*day) : std::string();
}

ContactFilter readFilter(const json::Value& term) {
    ContactFilter filter{.holds = Reader().term(term)};
    filter.folders = foldersOf(term);
    return filter;
}

}  // namespace groupware::contacts
