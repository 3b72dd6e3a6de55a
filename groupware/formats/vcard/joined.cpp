#include "groupware/formats/vcard/joined.h"

#include <algorithm>

namespace groupware::formats::vcard {

std::vector<std::string> joinedComponents(const lines::Structured& components, std::size_t count, char separator) {
    std::vector<std::string> texts(count);
    for (std::size_t i = 0; i < std::min(count, components.size()); ++i) {
        for (const auto& value : components[i]) {
            if (&value != &components[i].front()) texts[i] += separator;
            texts[i] += value;
        }
    }
    return texts;
}

lines::Structured mergedComponents(lines::Structured old, const std::vector<std::string>& texts, char separator) {
    const auto current = joinedComponents(old, texts.size(), separator);
    old.resize(std::max(old.size(), texts.size()));
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (texts[i] == current[i]) continue;
        old[i].clear();
        if (!texts[i].empty()) old[i].push_back(texts[i]);
    }
    return old;
}

}  // namespace groupware::formats::vcard
