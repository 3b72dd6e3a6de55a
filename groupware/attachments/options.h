#pragma once

#include "groupware/base/options.h"

#include <span>

namespace groupware::attachments {

inline constexpr SizeOption kAttachmentBytes{
    .key = "attachments.bytes",
    .file = "attachments.properties",
    .fallback = 100LL << 20,
    .min = 1024,
    .max = 1LL << 40,
    .help = "Largest file that can be attached to a task or contact. A longer one ends the upload with an error.",
    .reloadable = true};

inline constexpr SizeOption kPrecheckBytes{
    .key = "attachments.precheckBytes",
    .file = "attachments.properties",
    .fallback = 1LL << 20,
    .min = 0,
    .max = 1LL << 40,
    .help =
        "Uploads longer than this, or of unknown length, are checked for permission and quota before their files are "
        "read, at the price of one read session. Shorter ones are checked once, when they are stored.",
    .reloadable = true};

inline constexpr IntegerOption kAttachmentsPerObject{.key = "attachments.perObject",
                                                     .file = "attachments.properties",
                                                     .unit = "attachments",
                                                     .fallback = 200,
                                                     .min = 1,
                                                     .max = 500,
                                                     .help = "Most attachments of one task or contact.",
                                                     .reloadable = true};

inline constexpr IntegerOption kNameCharacters{.key = "attachments.nameCharacters",
                                               .file = "attachments.properties",
                                               .unit = "characters",
                                               .fallback = 255,
                                               .min = 12,
                                               .max = 255,
                                               .help = "Longest file name of an attachment.",
                                               .reloadable = true};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::attachments
