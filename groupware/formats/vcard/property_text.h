#pragma once

#include "groupware/formats/lines/content_line.h"
#include "groupware/formats/lines/text.h"
#include "groupware/formats/vcard/version.h"

#include <string>
#include <string_view>
#include <vector>

/// Texts of single properties, whatever the version wraps them in: escapes, quoted-printable, character sets. Results
/// are UTF-8, line breaks LF.
namespace groupware::formats::vcard {

/// The value with quoted-printable and character set undone, escapes still there.
[[nodiscard]] std::string decodedValue(const lines::ContentLine& property);

[[nodiscard]] std::string textOf(const lines::ContentLine& property, Version version);
/// vCard 2.1 has no escaped commas, but clients send them.
[[nodiscard]] std::vector<std::string> listOf(const lines::ContentLine& property, Version version);
/// Components of vCard 2.1 are single texts.
[[nodiscard]] lines::Structured structuredOf(const lines::ContentLine& property, Version version);

/// A URI, which has no escapes; those that some clients put in front of its separators are undone.
[[nodiscard]] std::string uriOf(const lines::ContentLine& property);

/// Change nothing if the property says so already.
void putText(lines::ContentLine& property, std::string_view text, Version version);
void putList(lines::ContentLine& property, const std::vector<std::string>& values, Version version);
void putStructured(lines::ContentLine& property, const lines::Structured& components, Version version);
/// Sets a raw value, wrapped for vCard 2.1 if it needs that. Later versions know no wrapping: it is taken away.
void putRaw(lines::ContentLine& property, std::string raw, Version version);

}  // namespace groupware::formats::vcard
