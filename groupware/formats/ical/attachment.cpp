#include "groupware/formats/ical/attachment.h"

#include "groupware/base/base64.h"
#include "groupware/formats/ical/origins.h"
#include "groupware/formats/lines/ascii.h"

#include <charconv>
#include <utility>

namespace groupware::formats::ical {
namespace {

std::string parameter(const ContentLine& property, std::string_view name) {
    return std::string(property.parameter(name).value_or(""));
}

std::optional<std::int64_t> sizeOf(const ContentLine& property) {
    const auto digits = parameter(property, "SIZE");
    std::int64_t size = 0;
    const auto end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, size);
    return error == std::errc{} && stopped == end && size >= 0 ? std::optional(size) : std::nullopt;
}

void put(ContentLine& property, std::string_view name, const std::string& value) {
    if (parameter(property, name) == value) return;
    property.setParameter(name, value.empty() ? std::vector<std::string>{} : std::vector{value});
}

bool isInline(const ContentLine& property) {
    return property.hasParameter("ENCODING", "BASE64") || property.hasParameter("VALUE", "BINARY");
}

void putContent(ContentLine& property, const Attachment& attachment) {
    if (!attachment.uri.empty()) {
        if (isInline(property)) property.removeParameter("VALUE");
        property.removeParameter("ENCODING");
        property.setValue(attachment.uri);
    } else if (!attachment.octets.empty() && decodeBase64(property.value()) != attachment.octets) {
        property.setParameter("ENCODING", {"BASE64"});
        property.setParameter("VALUE", {"BINARY"});
        property.setValue(encodeBase64(attachment.octets));
    }
}

}  // namespace

std::vector<Attachment> attachments(const Component& component) {
    std::vector<Attachment> found;
    for (const auto& property : component.properties()) {
        if (!property.is("ATTACH")) continue;
        Attachment attachment{.uri = {},
                              .octets = {},
                              .mediaType = lines::lower(parameter(property, "FMTTYPE")),
                              .fileName = parameter(property, "FILENAME"),
                              .managedId = parameter(property, "MANAGED-ID"),
                              .size = sizeOf(property),
                              .origin = property.id()};
        if (attachment.fileName.empty()) attachment.fileName = parameter(property, "X-FILENAME");
        if (isInline(property)) {
            attachment.octets = decodeBase64(property.value()).value_or("");
        } else {
            attachment.uri = property.value();
        }
        found.push_back(std::move(attachment));
    }
    return found;
}

void setAttachments(Component& component, const std::vector<Attachment>& wanted) {
    setItems(component, "ATTACH", wanted, [](ContentLine& property, const Attachment& attachment) {
        putContent(property, attachment);
        if (!lines::equal(parameter(property, "FMTTYPE"), attachment.mediaType)) {
            put(property, "FMTTYPE", attachment.mediaType);
        }
        const bool apple = parameter(property, "FILENAME").empty() && !parameter(property, "X-FILENAME").empty();
        put(property, apple ? "X-FILENAME" : "FILENAME", attachment.fileName);
        put(property, "MANAGED-ID", attachment.managedId);
        if (sizeOf(property) != attachment.size) {
            put(property, "SIZE", attachment.size ? std::to_string(*attachment.size) : "");
        }
    });
}

}  // namespace groupware::formats::ical
