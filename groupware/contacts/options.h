#pragma once

#include "groupware/base/options.h"

#include <span>

namespace groupware::contacts {

inline constexpr SizeOption kCardBytes{.key = "contacts.cardBytes",
                                       .file = "contacts.properties",
                                       .fallback = 1 << 20,
                                       .min = 4096,
                                       .max = 16 << 20,
                                       .help = "Longest vCard without its pictures, keys and sounds.",
                                       .reloadable = true};
inline constexpr IntegerOption kCardLines{.key = "contacts.cardLines",
                                          .file = "contacts.properties",
                                          .unit = "lines",
                                          .fallback = 2000,
                                          .min = 100,
                                          .max = 20'000,
                                          .help = "Most lines of a vCard.",
                                          .reloadable = true};
inline constexpr SizeOption kPictureBytes{.key = "contacts.pictureBytes",
                                          .file = "contacts.properties",
                                          .fallback = 4 << 20,
                                          .min = 1024,
                                          .max = 64 << 20,
                                          .help = "Largest picture of a contact; also the sum of what a vCard holds.",
                                          .reloadable = true};
inline constexpr IntegerOption kPicturePixels{.key = "contacts.picturePixels",
                                              .file = "contacts.properties",
                                              .unit = "pixels",
                                              .fallback = 8192,
                                              .min = 16,
                                              .max = 65'535,
                                              .help = "Most pixels of a picture's width and of its height.",
                                              .reloadable = true};
inline constexpr IntegerOption kListLength{
    .key = "contacts.listLength",
    .file = "contacts.properties",
    .unit = "contacts",
    .fallback = 50'000,
    .min = 100,
    .max = 1'000'000,
    .help =
        "Most contacts in the answer to one list request, in one request about many, or that one search by fields "
        "looks through. More is refused, never cut. `updates` is never limited: a client that synchronises must see "
        "every change.",
    .reloadable = true};
inline constexpr IntegerOption kSearchLength{.key = "contacts.searchLength",
                                             .file = "contacts.properties",
                                             .unit = "contacts",
                                             .fallback = 1000,
                                             .min = 1,
                                             .max = 100'000,
                                             .help = "Most hits that a search returns; further ones are left out.",
                                             .reloadable = true};
inline constexpr IntegerOption kSearchMinimum{.key = "contacts.searchMinimum",
                                              .file = "contacts.properties",
                                              .unit = "characters",
                                              .fallback = 0,
                                              .min = 0,
                                              .max = 20,
                                              .help = "Fewest characters of a search pattern, wildcards aside.",
                                              .reloadable = true};
inline constexpr IntegerOption kAutocompleteLength{
    .key = "contacts.autocompleteLength",
    .file = "contacts.properties",
    .unit = "contacts",
    .fallback = 100,
    .min = 1,
    .max = 5'000,
    .help = "Most suggestions for what somebody types; the most used ones first.",
    .reloadable = true};
inline constexpr IntegerOption kMembers{.key = "contacts.members",
                                        .file = "contacts.properties",
                                        .unit = "addresses",
                                        .fallback = 1000,
                                        .min = 1,
                                        .max = 10'000,
                                        .help = "Most members of a distribution list.",
                                        .reloadable = true};
inline constexpr SizeOption kImportBytes{.key = "contacts.importBytes",
                                         .file = "contacts.properties",
                                         .fallback = 32 << 20,
                                         .min = 4096,
                                         .max = 1 << 30,
                                         .help = "Largest file of one import."};
inline constexpr IntegerOption kImportLength{.key = "contacts.importLength",
                                             .file = "contacts.properties",
                                             .unit = "contacts",
                                             .fallback = 20'000,
                                             .min = 1,
                                             .max = 1'000'000,
                                             .help = "Most contacts in one import.",
                                             .reloadable = true};
inline constexpr IntegerOption kCollected{.key = "contacts.collected",
                                          .file = "contacts.properties",
                                          .unit = "contacts",
                                          .fallback = 10'000,
                                          .min = 0,
                                          .max = 1'000'000,
                                          .help =
                                              "Most contacts that are collected for one user; no more are added "
                                              "then. 0 collects none.",
                                          .reloadable = true};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::contacts
