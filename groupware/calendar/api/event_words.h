#pragma once

#include "groupware/calendar/event.h"
#include "groupware/calendar/queries/stored_files.h"
#include "groupware/formats/json/json.h"
#include "groupware/formats/json/writer.h"

#include <cstdint>
#include <string>
#include <vector>

/// Parts of events in the words of the JSON interface.
namespace groupware::calendar::api {

namespace json = groupware::formats::json;

/// @throws Error BadRequest
[[nodiscard]] Class classOf(const std::string& word);
[[nodiscard]] Status statusOf(const std::string& word);

/// `{"X-NAME":{"value":"...","parameters":{"P":"..."}}}`; an array for a name that occurs more than once, also of
/// parameters.
[[nodiscard]] json::Object::Ptr extendedJson(const std::vector<ExtendedProperty>& properties);
/// The opposite; a text may stand for an object without parameters. @throws Error BadRequest
[[nodiscard]] std::vector<ExtendedProperty> extendedOf(const json::Object& object);

/// `[{"id":1,"uri":"https://...","label":"...","features":["VIDEO"]}]`
[[nodiscard]] json::Array::Ptr conferencesJson(const std::vector<Conference>& conferences);
/// Those that are among `before`, by uri, keep what the list does not say. @throws Error BadRequest
[[nodiscard]] std::vector<Conference> conferencesOf(const json::Array& list, const std::vector<Conference>& before);

/// `[{"filename":"...","fmtType":"...","size":7,"managedId":"...","uri":"..."}]`. Files that are stored here have an id
/// and no uri, those inside of the object neither.
[[nodiscard]] json::Array::Ptr attachmentsJson(const std::vector<ical::Attachment>& attachments,
                                               const std::vector<StoredFile>& files);
/// The ids of stored files in such a list. @throws Error BadRequest
[[nodiscard]] std::vector<std::int64_t> storedFilesOf(const json::Array& list);
/// The other ones. Those that are among `before`, by managed id, uri, or name and size, are kept as they are; further
/// ones with a "cid:" come along in a form. @throws Error BadRequest
[[nodiscard]] std::vector<ical::Attachment> attachmentsOf(const json::Array& list,
                                                          const std::vector<ical::Attachment>& before);

/// The uid of the only one, as Open-Xchange has it; `[{"value":"...","relType":"SIBLING"}]` of several; empty for none.
[[nodiscard]] json::Value relatedToJson(const std::vector<ical::RelatedTo>& relations);
/// The opposite; a list may have texts, too. Those that are among `before`, by uid, stay as they are.
/// @throws Error BadRequest
[[nodiscard]] std::vector<ical::RelatedTo> relatedToOf(const json::Value& value,
                                                       const std::vector<ical::RelatedTo>& before);

/// TRANSP, as its viewer has it.
[[nodiscard]] bool isTransparent(const Event& event);

/// `attendeePrivileges` is MODIFY.
[[nodiscard]] bool attendeesMayChange(const Event& event);

/// What the server says about an event as its viewer has it: "series", "accepted", ...
[[nodiscard]] json::Written flagsJson(const Event& event, UserId caller);

}  // namespace groupware::calendar::api
