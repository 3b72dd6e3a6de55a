#pragma once

#include "groupware/formats/vcard/address_label.h"
#include "groupware/formats/vcard/card.h"
#include "groupware/formats/vcard/labels.h"

#include <map>
#include <set>
#include <string>

namespace groupware::formats::vcard {

/// One conversion under way, property by property: 2.1 to 3.0, 3.0 to 4.0 or 4.0 to 3.0. See convert().
class Translation {
public:
    /// @param from  what is read
    /// @param to    what is filled; of the version to translate to
    Translation(const Card& from, Card& to);

    void add(const ContentLine& property) const;

private:
    void translateTypes(ContentLine& property, const ContentLine& old) const;
    void renameToV4(ContentLine& property, const ContentLine& old) const;
    void addToV3(ContentLine property, const ContentLine& old) const;
    [[nodiscard]] bool isMerged(const ContentLine& old) const;
    [[nodiscard]] bool isAppleAnniversary(const ContentLine& property) const;
    [[nodiscard]] bool isAnniversary(const ContentLine& property) const;
    [[nodiscard]] std::string relatedType(const ContentLine& property) const;

    const Card& from_;
    Card& to_;
    bool isGroup_;
    GroupLabels groups_;
    AddressLabels envelopes_;
    std::set<const ContentLine*> merged_;     ///< labels that become a part of what they label
    std::map<std::string, PropertyId> best_;  ///< by name: the one that its owner prefers
};

}  // namespace groupware::formats::vcard
