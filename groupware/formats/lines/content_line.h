#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::lines {

/// A parameter of a content line.
struct Parameter {
    std::string name;                 ///< as written; empty for the bare words of vCard 2.1 ("TEL;HOME:")
    std::vector<std::string> values;  ///< without quotes, carets of RFC 6868 decoded

    [[nodiscard]] friend bool operator==(const Parameter& a, const Parameter& b) {
        return a.name == b.name && a.values == b.values;
    }
};

/// Names a property inside of its component for as long as the component lives, whatever else changes there.
/// 0 is none.
using PropertyId = std::uint32_t;

/// One content line of iCalendar (RFC 5545 section 3.1) or vCard (RFC 6350 section 3.3, and its predecessors):
/// `[group.]name[;parameter=value,...]:value`. A value. It keeps the octets it was read from until something of it
/// really changes; setting what is there already changes nothing.
///
/// Names compare without case. Values are raw: unfolded, but neither unescaped nor decoded (see text.h).
class ContentLine {
public:
    struct Parts {
        std::string group;  ///< without its dot; often empty
        std::string name;
        std::vector<Parameter> parameters;
        std::string value;
    };

    /// A new line.
    /// @throws Error BadRequest for a name that is none, or line breaks in the value
    ContentLine(std::string name, std::string value, std::vector<Parameter> parameters = {}, std::string group = {});
    /// A line that was read.
    /// @param source  its octets: folds, line ends, and what is blank after it
    /// @param number  of its first physical line
    ContentLine(Parts parts, std::string source, std::size_t number);

    [[nodiscard]] const std::string& group() const noexcept { return parts_.group; }
    [[nodiscard]] const std::string& name() const noexcept { return parts_.name; }
    [[nodiscard]] const std::vector<Parameter>& parameters() const noexcept { return parts_.parameters; }
    [[nodiscard]] const std::string& value() const noexcept { return parts_.value; }
    [[nodiscard]] bool is(std::string_view name) const noexcept;

    /// The first value of the parameter. Points into this line.
    [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
    /// All values of all parameters of that name, in their order.
    [[nodiscard]] std::vector<std::string_view> parameterValues(std::string_view name) const;
    /// Whether a parameter of that name has that value, without case; or, as in vCard 2.1, the bare word is there.
    [[nodiscard]] bool hasParameter(std::string_view name, std::string_view value) const;

    /// @throws Error BadRequest for line breaks, or for a name that is none
    void setGroup(std::string group);
    void setName(std::string name);
    void setValue(std::string value);
    /// Replaces all parameters of that name by one; no values means none.
    void setParameter(std::string_view name, std::vector<std::string> values);
    void setParameters(std::vector<Parameter> parameters);
    void removeParameter(std::string_view name) { setParameter(name, {}); }

    /// Where it stood, counted from 1; 0 for a new line.
    [[nodiscard]] std::size_t number() const noexcept { return number_; }
    /// Given by the component that it is in.
    [[nodiscard]] PropertyId id() const noexcept { return id_; }
    /// The octets it was read from; empty for a new or changed line.
    [[nodiscard]] const std::string& source() const noexcept { return source_; }

    /// Appends its octets: those it was read from, or, after a change, folded ones.
    /// @param lineEnd  of a new or changed line: CRLF, or LF to match its neighbours
    void write(std::string& out, std::string_view lineEnd) const;

private:
    friend class Component;

    [[nodiscard]] std::string head() const;

    Parts parts_;
    std::string source_;
    std::size_t number_ = 0;
    PropertyId id_ = 0;
};

/// Whether a group, property or parameter may be called so: anything without separators and control characters, which
/// is more than the RFCs allow.
[[nodiscard]] bool isName(std::string_view text);

/// Whether the value is quoted-printable: vCard 2.1 section 2.1.3 "Encodings"; also used with later versions.
[[nodiscard]] bool isQuotedPrintable(const std::vector<Parameter>& parameters);

}  // namespace groupware::formats::lines
