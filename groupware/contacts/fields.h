#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What is known about a person, as Open-Xchange's columns name it. Pure.
namespace groupware::contacts {

enum class FieldKind {
    Text,    ///< one line
    Lines,   ///< several lines, separated by LF
    List,    ///< texts, joined by ", "
    Date,    ///< "1970-02-28", or "--02-28" without a year
    Number,  ///< decimal, not negative
    Flag,    ///< "1", or nothing
};

struct Field {
    int column;             ///< of the JSON API; stored: never reused
    std::string_view name;  ///< there, for example "telephone_home1"
    FieldKind kind;
    std::size_t maxCharacters;
};

/// Every field that lives in a card, by column.
[[nodiscard]] std::span<const Field> fields();
/// Null for an unknown one.
[[nodiscard]] const Field* findField(int column);
[[nodiscard]] const Field* findField(std::string_view name);

/// Values by column; what is empty is not there. In a change an empty value removes the field.
using Fields = std::map<int, std::string>;

/// The value, or an empty text.
[[nodiscard]] const std::string& valueOf(const Fields& fields, int column);

/// Takes what clients send apart from the rules: line ends other than LF, blanks around, spaces between list items.
[[nodiscard]] std::string normalized(const Field& field, std::string_view value);

/// Checks the values of a change, normalized ones.
/// @throws Error BadRequest for an unknown column, or naming the field that has control characters, is no UTF-8, no
///         date or no number; TooLarge naming one that is too long
void requireValid(const Fields& change);

/// Fields to text and back, as rows keep them: see principals::writeContact().
[[nodiscard]] std::string writeFields(const Fields& fields);
[[nodiscard]] Fields readFields(std::string_view text);

/// Month * 100 + day of a Date field, 0 if there is none.
[[nodiscard]] int dayOfYear(std::string_view date);

/// The year that stands for an unknown one where a number must name a day: a leap year, and Apple's for the same.
inline constexpr int kYearless = 1604;
/// Milliseconds since 1970 of 00:00 UTC; without a year, in kYearless. Nothing for what is no date.
[[nodiscard]] std::optional<std::int64_t> dateMilliseconds(std::string_view date);
/// The Date field for an instant; kYearless is none.
/// @throws Error BadRequest outside of the years 0 to 9999
[[nodiscard]] std::string dateText(std::int64_t milliseconds);

namespace column {
inline constexpr int kCategories = 100;
inline constexpr int kPrivate = 101;
inline constexpr int kColorLabel = 102;
inline constexpr int kDisplayName = 500;
inline constexpr int kFirstName = 501;
inline constexpr int kLastName = 502;
inline constexpr int kSecondName = 503;
inline constexpr int kSuffix = 504;
inline constexpr int kTitle = 505;
inline constexpr int kBirthday = 511;
inline constexpr int kProfession = 514;
inline constexpr int kNickname = 515;
inline constexpr int kSpouse = 516;
inline constexpr int kAnniversary = 517;
inline constexpr int kNote = 518;
inline constexpr int kDepartment = 519;
inline constexpr int kPosition = 520;
inline constexpr int kManager = 536;
inline constexpr int kAssistant = 537;
inline constexpr int kEmail1 = 555;
inline constexpr int kEmail2 = 556;
inline constexpr int kEmail3 = 557;
inline constexpr int kUrl = 558;
inline constexpr int kMessenger1 = 565;
inline constexpr int kMessenger2 = 566;
inline constexpr int kCompany = 569;
inline constexpr int kUserField1 = 571;
inline constexpr int kFileAs = 599;
inline constexpr int kDefaultAddress = 605;
inline constexpr int kYomiFirstName = 610;
inline constexpr int kYomiLastName = 611;
inline constexpr int kYomiCompany = 612;
}  // namespace column

/// OX's colour labels are 0 to 10.
inline constexpr int kMaxColorLabel = 10;

}  // namespace groupware::contacts
