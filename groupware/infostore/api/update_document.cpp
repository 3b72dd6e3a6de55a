#include "groupware/infostore/api/update_document.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result UpdateDocument::handle(const Caller& caller, const engine::Call& call) {
    const DocumentRef document = documentRefOf(call);
    const Seq seen = requireLastSeen(call);
    if (!isForm(call.request()))
        return written(service_.update(caller, document, patchOf(*fileObject(call.json())), nullptr, seen));
    Form form = readForm(service_, caller, *call.request(), limits_,
                         [&](const DocumentPatch&, std::optional<std::int64_t> length) {
                             service_.requireUploadable(caller, document, seen, length);
                         });
    StagedContents* contents = form.contents ? &*form.contents : nullptr;
    return written(service_.update(caller, document, form.patch, contents, seen));
}

}  // namespace groupware::infostore::api
