#include "filestore/marker.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"

#include <array>
#include <optional>
#include <string>

namespace filestore {
namespace {

using groupware::Error;
using groupware::ErrorCode;

/// As it was before filestores had numbers.
std::string unmarkedText(const Identity& identity) {
    return "yoke filestore " + std::to_string(identity.id.value) + "\n";
}

std::string markerText(const Identity& identity) {
    return "yoke filestore " + std::to_string(identity.id.value) + " " + groupware::crypto::toHex(identity.number) +
           "\n";
}

std::optional<std::string> readMarker(FileSystem& files, const std::filesystem::path& directory) {
    const auto file = files.open(directory / kMarkerName);
    if (!file) return std::nullopt;
    std::array<char, 128> text{};
    return std::string(text.data(), file->readAt(0, text));
}

/// False if the file exists already or its directory does not.
bool writeNew(FileSystem& files, const std::filesystem::path& path, const Identity& identity) {
    const auto file = files.create(path);
    if (!file) return false;
    file->write(markerText(identity));
    file->sync();
    return true;
}

/// Puts a marker with the number in the place of one without. At no moment there is none.
void addNumber(FileSystem& files, const std::filesystem::path& directory, const Identity& identity) {
    auto next = directory / kMarkerName;
    next += ".new";
    files.remove(next);  // of an attempt that was interrupted
    if (!writeNew(files, next, identity) || !files.rename(next, directory / kMarkerName)) {
        throw Error(ErrorCode::Unavailable, "cannot write " + next.string());
    }
    files.syncDirectory(directory);
}

}  // namespace

std::filesystem::path directoryOf(std::string_view uri) {
    constexpr std::string_view kScheme = "file://";
    if (!uri.starts_with(kScheme)) {
        throw Error(ErrorCode::BadRequest, "filestore is no file URI", "A filestore's URI starts with file:///.");
    }
    const std::filesystem::path path(uri.substr(kScheme.size()));
    if (!path.is_absolute() || path == "/" || path != path.lexically_normal()) {
        throw Error(ErrorCode::BadRequest, "filestore path is not absolute and plain",
                    "A filestore's URI names an absolute directory, for example file:///var/opt/filestore.");
    }
    return path.has_filename() ? path : path.parent_path();
}

void initialize(FileSystem& files, std::string_view uri, const Identity& identity) {
    const auto directory = directoryOf(uri);
    if (const auto found = readMarker(files, directory)) {
        if (*found == markerText(identity)) return;
        if (identity.unmarked && *found == unmarkedText(identity)) return addNumber(files, directory, identity);
        throw Error(ErrorCode::Conflict, directory.string() + " has a marker already",
                    "This directory is registered as another filestore already.");
    }
    if (!writeNew(files, directory / kMarkerName, identity)) {
        throw Error(ErrorCode::NotFound, directory.string() + " does not exist",
                    "The filestore's directory does not exist on this machine.");
    }
    files.syncDirectory(directory);
}

void verify(FileSystem& files, const std::filesystem::path& directory, const Identity& identity) {
    const auto found = readMarker(files, directory);
    if (found == markerText(identity) || (identity.unmarked && found == unmarkedText(identity))) return;
    const std::string name = "filestore " + std::to_string(identity.id.value);
    if (!found) {
        throw Error(ErrorCode::Unavailable, name + " is not mounted at " + directory.string(),
                    "The file storage is not mounted.");
    }
    throw Error(ErrorCode::Unavailable,
                directory.string() + " is not " + name + ": its marker " + std::string(kMarkerName) +
                    " is of another filestore, or of another cluster's with the same id",
                "Another file storage is mounted in place of this one.");
}

void retire(FileSystem& files, std::string_view uri, const Identity& identity) {
    const auto directory = directoryOf(uri);
    verify(files, directory, identity);
    files.remove(directory / kMarkerName);
    files.syncDirectory(directory);
}

}  // namespace filestore
