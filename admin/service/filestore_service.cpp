#include "admin/service/filestore_service.h"

#include "admin/service/filestore_identity.h"
#include "admin/service/problems.h"
#include "filestore/marker.h"
#include "groupware/base/log.h"

#include <filesystem>

namespace admin {
namespace {

using dbpool::ConfigReadSession;
using dbpool::ConfigTransaction;
using dbpool::FilestoreReader;
using dbpool::FilestoreRegistry;
using groupware::FilestoreId;

void requireSize(std::int64_t bytes) {
    if (bytes < 0) throw invalid("Invalid store size -1");
}

void requireContexts(std::int64_t contexts) {
    if (contexts < 0 || contexts > INT32_MAX) throw invalid("Invalid number of contexts");
}

void requireDirectory(const std::string& uri) {
    std::filesystem::path directory;
    try {
        directory = filestore::directoryOf(uri);
    } catch (const groupware::Error&) {
        throw invalid("Invalid url sent");
    }
    std::error_code ignored;
    if (!std::filesystem::exists(directory, ignored)) throw invalid("No such directory: \"" + uri + "\"");
    if (!std::filesystem::is_directory(directory, ignored)) throw invalid("No directory: \"" + uri + "\"");
}

}  // namespace

FilestoreService::Added FilestoreService::add(const dbpool::RegisteredFilestore& store, bool ifNonexistent) {
    requireSize(store.sizeBytes);
    requireContexts(store.maxContexts);
    requireDirectory(store.uri);
    const auto known = cluster_.config.readMaster(
        [&](ConfigReadSession& session) { return FilestoreReader(session).find(store.uri); });
    if (known) {
        mark(*known);
        if (ifNonexistent) return {.id = known->id, .found = true};
        throw AdminError(groupware::ErrorCode::Conflict, Problem::InvalidData, "Store already exists");
    }
    const FilestoreId id = cluster_.config.write(
        [&](ConfigTransaction& transaction) { return FilestoreRegistry(transaction).add(store); });
    try {
        mark(find(id));
    } catch (const groupware::Error&) {
        remove(id);
        throw;
    }
    return {.id = id, .found = false};
}

void FilestoreService::mark(const dbpool::RegisteredFilestore& store) {
    filestore::initialize(files_, store.uri, identityOf(store));
    if (!store.unmarked) return;
    cluster_.config.write(
        [&](ConfigTransaction& transaction) { FilestoreRegistry(transaction).confirmMark(store.id); });
    groupware::log::information("filestore.marked", {{"filestore", store.id.value}});
}

void FilestoreService::markUnmarked() {
    for (const auto& store : list("*")) {
        if (!store.unmarked) continue;
        try {
            filestore::verify(files_, filestore::directoryOf(store.uri), identityOf(store));
            mark(store);
        } catch (const groupware::Error& error) {
            groupware::log::warning("filestore.unmarked", {{"filestore", store.id.value}, {"why", error.what()}});
        }
    }
}

void FilestoreService::change(FilestoreId filestore, const dbpool::FilestoreChange& change) {
    if (change.sizeBytes) requireSize(*change.sizeBytes);
    if (change.maxContexts) requireContexts(*change.maxContexts);
    if (change.uri) {
        requireDirectory(*change.uri);
        filestore::verify(files_, filestore::directoryOf(*change.uri), identityOf(find(filestore)));
    }
    cluster_.config.write(
        [&](ConfigTransaction& transaction) { FilestoreRegistry(transaction).change(filestore, change); });
}

void FilestoreService::remove(FilestoreId filestore) {
    const auto known = find(filestore);
    cluster_.config.write([&](ConfigTransaction& transaction) { FilestoreRegistry(transaction).remove(filestore); });
    try {
        filestore::retire(files_, known.uri, identityOf(known));
    } catch (const groupware::Error&) {
        // Not mounted here any more, or never marked: nothing refers to the mark.
    }
}

std::vector<dbpool::RegisteredFilestore> FilestoreService::list(std::string_view pattern) {
    return cluster_.config.readMaster(
        [&](ConfigReadSession& session) { return FilestoreReader(session).list(pattern); });
}

dbpool::RegisteredFilestore FilestoreService::find(FilestoreId filestore) {
    const auto known = cluster_.config.readMaster(
        [&](ConfigReadSession& session) { return FilestoreReader(session).find(filestore); });
    if (!known) throw noSuchStore(filestore);
    return *known;
}

}  // namespace admin
