#pragma once

#include <libical/ical.h>

#include <optional>
#include <string>

namespace groupware::formats::ical {

/// libical's iterator over a rule, to compare with. Times are local, as text.
class LibicalRule {
public:
    LibicalRule(const std::string& rule, const std::string& start)
        : iterator_(icalrecur_iterator_new(icalrecurrencetype_from_string(rule.c_str()),
                                           icaltime_from_string(start.c_str()))) {}
    ~LibicalRule() {
        if (iterator_ != nullptr) icalrecur_iterator_free(iterator_);
    }
    LibicalRule(const LibicalRule&) = delete;
    LibicalRule& operator=(const LibicalRule&) = delete;

    /// libical finds no iterator for a rule that never happens.
    [[nodiscard]] bool valid() const noexcept { return iterator_ != nullptr; }
    void skipTo(const std::string& time) {
        icalrecur_iterator_set_start(iterator_, icaltime_from_string(time.c_str()));
    }
    [[nodiscard]] std::optional<std::string> next() {
        const auto time = icalrecur_iterator_next(iterator_);
        if (icaltime_is_null_time(time) != 0) return std::nullopt;
        return icaltime_as_ical_string(time);
    }

private:
    icalrecur_iterator* iterator_;
};

}  // namespace groupware::formats::ical
