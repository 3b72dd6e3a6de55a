#pragma once

#include "groupware/formats/ical/calendar.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::ical {

/// Makes the properties of that name those of the list: an item with an `origin` is put into the property it came from,
/// others into new ones, and properties that no item comes from are removed.
/// @param put  called with the property and the item that it shall have
template <typename Item, typename Put>
void setItems(Component& component, std::string_view name, const std::vector<Item>& items, const Put& put) {
    std::vector<PropertyId> gone;
    for (const auto& property : component.properties()) {
        const bool stays =
            std::any_of(items.begin(), items.end(), [&](const Item& item) { return item.origin == property.id(); });
        if (property.is(name) && !stays) gone.push_back(property.id());
    }
    for (const auto id : gone) component.remove(id);
    for (const auto& item : items) {
        auto* property = item.origin == 0 ? nullptr : component.find(item.origin);
        if (property == nullptr || !property->is(name)) {
            property = component.find(component.add(ContentLine(std::string(name), "")));
        }
        put(*property, item);
    }
}

}  // namespace groupware::formats::ical
