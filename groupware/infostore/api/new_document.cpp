#include "groupware/infostore/api/new_document.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result NewDocument::handle(const Caller& caller, const engine::Call& call) {
    if (!isForm(call.request()))
        return written(service_.create(caller, patchOf(*fileObject(call.json())), nullptr, false));
    Form form = readForm(service_, caller, *call.request(), limits_,
                         [&](const DocumentPatch& patch, std::optional<std::int64_t> length) {
                             if (patch.folder) service_.requireUploadable(caller, *patch.folder, length);
                         });
    StagedContents* contents = form.contents ? &*form.contents : nullptr;
    return written(service_.create(caller, form.patch, contents, call.flag("try_add_version")));
}

}  // namespace groupware::infostore::api
