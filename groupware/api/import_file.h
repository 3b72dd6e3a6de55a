#pragma once

#include "groupware/api/action.h"
#include "groupware/base/error.h"
#include "groupware/base/options.h"
#include "groupware/formats/json/json.h"
#include "groupware/formats/lines/file_source.h"
#include "groupware/http/multipart.h"
#include "groupware/http/spooled_file.h"

#include <cstddef>
#include <string>
#include <utility>

/// What imports of all object types share.
namespace groupware::api {

/// How the file of an import is taken.
struct ImportForm {
    http::MultipartLimits multipart{};
    std::string spoolDirectory{};

    [[nodiscard]] static ImportForm from(const Configuration& configuration);
};

/// The file in the field "file" (or "file_0") of a call's form, in a file of this node: no more of it is in memory than
/// a block, however long it is. Lives as long as the action that reads it.
class ImportFile {
public:
    /// Reads the form up to the file's end.
    /// @throws Error BadRequest without a form or file, TooLarge beyond `most` octets, Unavailable without room
    ImportFile(const Call& call, const ImportForm& form, std::size_t most);

    /// Valid as long as this object.
    [[nodiscard]] formats::lines::FileSource source() const;

private:
    http::SpooledFile spool_;
};

/// The answer to an import: one element for each object of the file, in its order.
class ImportAnswer {
public:
    /// @param what  "Event": begins the warnings
    explicit ImportAnswer(std::string what) : what_(std::move(what)) {}

    void add(const formats::json::Object::Ptr& imported) { list_->add(imported); }
    /// @param refused  gets the member `index`
    void refuse(formats::json::Object::Ptr refused, const Error& failure);
    /// @param committed  with seq 0: nothing was
    [[nodiscard]] Result finish(const CommitToken& committed);

private:
    std::string what_;
    formats::json::Array::Ptr list_ = formats::json::makeArray();
    Result answer_{};
};

}  // namespace groupware::api
