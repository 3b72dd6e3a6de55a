#include "filestore/marker.h"

#include "groupware/base/error.h"

#include <array>
#include <optional>
#include <string>

namespace filestore {
namespace {

using groupware::Error;
using groupware::ErrorCode;

std::string markerText(groupware::FilestoreId id) {
    return "yoke filestore " + std::to_string(id.value) + "\n";
}

std::optional<std::string> readMarker(FileSystem& files, const std::filesystem::path& directory) {
    const auto file = files.open(directory / kMarkerName);
    if (!file) return std::nullopt;
    std::array<char, 64> text{};
    return std::string(text.data(), file->readAt(0, text));
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

void initialize(FileSystem& files, std::string_view uri, groupware::FilestoreId id) {
    const auto directory = directoryOf(uri);
    if (const auto found = readMarker(files, directory)) {
        if (*found == markerText(id)) return;
        throw Error(ErrorCode::Conflict, directory.string() + " has a marker already",
                    "This directory is registered as another filestore already.");
    }
    const auto marker = directory / kMarkerName;
    const auto file = files.create(marker);
    if (!file) {
        throw Error(ErrorCode::NotFound, directory.string() + " does not exist",
                    "The filestore's directory does not exist on this machine.");
    }
    file->write(markerText(id));
    file->sync();
    files.syncDirectory(directory);
}

void verify(FileSystem& files, const std::filesystem::path& directory, groupware::FilestoreId id) {
    const auto found = readMarker(files, directory);
    if (found == markerText(id)) return;
    throw Error(ErrorCode::Unavailable,
                "filestore " + std::to_string(id.value) + (found ? " is another one at " : " is not mounted at ") +
                    directory.string(),
                "The file storage is not mounted.");
}

void retire(FileSystem& files, std::string_view uri, groupware::FilestoreId id) {
    const auto directory = directoryOf(uri);
    verify(files, directory, id);
    files.remove(directory / kMarkerName);
    files.syncDirectory(directory);
}

}  // namespace filestore
