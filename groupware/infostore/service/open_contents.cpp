#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/service/infostore_service.h"
#include "groupware/infostore/store/document_reader.h"

#include <utility>

namespace groupware::infostore {
namespace {

Version findVersion(dbpool::ReadSession& session, const Document& document, std::optional<int> number) {
    std::optional<Version> version = document.contents;
    if (number && *number != document.currentVersion) version = DocumentReader(session).version(document.id, *number);
    if (!version)
        throw Error(ErrorCode::NotFound, "document " + std::to_string(document.id.value) + " has no such version",
                    "This version of the document does not exist.");
    return std::move(*version);
}

}  // namespace

OpenContents InfostoreService::openContents(const Caller& caller, DocumentRef ref, std::optional<int> number) const {
    OpenContents opened;
    database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        opened.document = findReadable(session, access_, caller, ref).document;
        opened.version = findVersion(session, opened.document, number);
    });  // no database connection is held while the storage is asked
    try {
        opened.reader = filestores_.storeOf(caller.context)->open(opened.version.blobKey);
    } catch (const Error& failure) {
        if (failure.code() != ErrorCode::NotFound) throw;
        log::error("infostore.contents.missing", {{"context", caller.context.value},
                                                  {"document", opened.document.id.value},
                                                  {"version", opened.version.number},
                                                  {"blob", opened.version.blobKey}});
        throw Error(ErrorCode::Internal, "contents of document " + std::to_string(ref.id.value) + " are missing");
    }
    return opened;
}

}  // namespace groupware::infostore
