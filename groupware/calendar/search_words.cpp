#include "groupware/calendar/search_words.h"

#include "groupware/base/like_pattern.h"
#include "groupware/calendar/index_words.h"
#include "groupware/formats/ical/people.h"
#include "groupware/formats/ical/properties.h"

#include <string_view>

namespace groupware::calendar {
namespace {

namespace ical = formats::ical;

/// Collects lines. Stops when there is enough: characters have at most four octets.
class Words {
public:
    void add(std::string_view text) {
        constexpr std::size_t kEnough = kMaxSearchWords * 4;
        if (text.empty() || words_.size() >= kEnough) return;
        if (words_.empty()) words_ = "\n";
        words_ += text;
        words_ += '\n';
    }
    void add(const ical::Person& person) {
        add(person.name);
        add(person.address());
    }
    [[nodiscard]] std::string take() { return cutTo(kMaxSearchWords, std::move(words_)); }

private:
    std::string words_;
};

}  // namespace

std::string searchWords(const ical::Component& event) {
    Words words;
    for (const auto* name : {"SUMMARY", "LOCATION"}) words.add(ical::text(event, name).value_or(""));
    for (const auto& category : ical::list(event, "CATEGORIES")) words.add(category);
    if (const auto organizer = ical::organizer(event)) words.add(*organizer);
    for (const auto& attendee : ical::attendees(event)) words.add(attendee);
    for (const auto* name : {"COMMENT", "DESCRIPTION"}) words.add(ical::text(event, name).value_or(""));
    return words.take();
}

std::string searchPattern(const std::string& text) {
    const auto pattern = likePattern(text);
    const bool wild = text.find_first_of("*?") != std::string::npos;
    return wild ? "%\n" + pattern + "\n%" : pattern;
}

}  // namespace groupware::calendar
