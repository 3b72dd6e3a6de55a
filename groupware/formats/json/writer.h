#pragma once

#include "groupware/formats/json/json.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace groupware::formats::json {

/// JSON that is written already and stands in other values as it is. A list of a thousand objects is a thousand of
/// these: trees of values cost ten times as much. write(), requireObject() and requireArray() take it for what it says.
class Written {
public:
    explicit Written(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}
    [[nodiscard]] const std::string& text() const noexcept { return *text_; }

private:
    std::shared_ptr<const std::string> text_;  // shared with copies: values are copied into arrays and objects
};

/// Writes one JSON text from its beginning to its end, compact, in UTF-8. Whoever calls sees to it that names and
/// values take turns in objects, and that what begins ends. RFC 8259.
class Writer {
public:
    void beginObject() { begin('{'); }
    void endObject() { end('}'); }
    void beginArray() { begin('['); }
    void endArray() { end(']'); }

    void name(std::string_view name);
    /// Octets that are no UTF-8 become U+FFFD.
    void text(std::string_view text);
    void number(std::int64_t number);
    /// Anything; an empty value is null.
    void value(const Value& value);
    /// A member of an object.
    void member(std::string_view called, const Value& is) {
        name(called);
        value(is);
    }

    /// What was written. The writer begins anew.
    [[nodiscard]] std::string take() { return std::exchange(out_, {}); }
    [[nodiscard]] Written written() { return Written(take()); }

private:
    void begin(char bracket);
    void end(char bracket) { out_ += bracket; }
    /// A comma, unless it is the first of what it is in.
    void separate();
    void raw(std::string_view text);
    bool scalar(const Value& value);

    std::string out_;
};

}  // namespace groupware::formats::json
