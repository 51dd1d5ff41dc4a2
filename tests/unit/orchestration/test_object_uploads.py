"""Uploads that storage tells of a page at a time."""

from typing import Any

from antavo_export.orchestration.object_uploads import uploads


class Storage:
    """Storage with three uploads that tells one at a time."""

    keys = ("a", "b", "b")

    def call_s3(self, method: str, **asked: str) -> dict[str, Any]:
        assert (method, asked["Bucket"], asked["Prefix"]) == (
            "list_multipart_uploads",
            "exports",
            "store/",
        )
        number = int(asked.get("UploadIdMarker", "0"))
        assert asked.get("KeyMarker", "a") == self.keys[max(0, number - 1)]
        return {
            "Uploads": [{"Key": self.keys[number], "UploadId": str(number + 1)}],
            "IsTruncated": number < 2,
            "NextKeyMarker": self.keys[number],
            "NextUploadIdMarker": str(number + 1),
        }


def test_uploads_beyond_the_first_page_are_found() -> None:
    found = [each["UploadId"] for each in uploads(Storage(), "exports", "store/")]
    assert found == ["1", "2", "3"]
